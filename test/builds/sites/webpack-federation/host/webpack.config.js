const path = require('node:path');
const CopyPlugin = require('copy-webpack-plugin');
const HtmlPlugin = require('html-webpack-plugin');
const CssPlugin = require('mini-css-extract-plugin');
const { container } = require('webpack');

module.exports = {
  mode: 'production',
  context: __dirname,
  entry: './src/index.js',
  output: {
    path: path.resolve(__dirname, '../dist/host'),
    publicPath: '/',
    filename: '[name].[contenthash].js',
    assetModuleFilename: 'media/[name].[contenthash][ext]',
  },
  module: {
    rules: [
      { test: /\.css$/, use: [CssPlugin.loader, 'css-loader'] },
      { test: /\.(png|woff2)$/, type: 'asset/resource' },
    ],
  },
  plugins: [
    new CssPlugin({ filename: '[name].[contenthash].css' }),
    new HtmlPlugin({ template: 'src/index.html' }),
    new CopyPlugin({ patterns: ['public'] }),
    new container.ModuleFederationPlugin({ name: 'host', remotes: { reports: 'reports@/reports-app/remoteEntry.js' } }),
  ],
};
