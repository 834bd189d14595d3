import harbour from '../media/harbour.png';
import './style.css';

const home = `<h1>Welcome to the harbour</h1><img src="${harbour}" alt="The harbour" width="80">`;

async function page(path) {
  if (path === '/about') return (await import('./about.js')).about();
  const [, id] = /^\/reports\/(\d+)$/.exec(path) ?? [];
  return id === undefined ? home : (await import('reports/Report')).report(id);
}

async function show() {
  document.querySelector('main').innerHTML = await page(location.pathname);
}

document.querySelector('nav').addEventListener('click', (event) => {
  event.preventDefault();
  history.pushState(undefined, '', event.target.getAttribute('href'));
  show();
});
addEventListener('popstate', show);
show();
