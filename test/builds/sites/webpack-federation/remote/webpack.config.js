const path = require('node:path');
const { container } = require('webpack');

module.exports = {
  mode: 'production',
  context: __dirname,
  entry: {},
  output: {
    path: path.resolve(__dirname, '../dist/remote'),
    publicPath: 'auto',
    filename: '[name].[contenthash].js',
  },
  plugins: [
    new container.ModuleFederationPlugin({
      name: 'reports',
      filename: 'remoteEntry.js',
      exposes: { './Report': './src/report.js' },
    }),
  ],
};
