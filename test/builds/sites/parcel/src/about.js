import './about.css';

export function about() {
  return '<h1 class="about">About the harbour</h1>';
}
