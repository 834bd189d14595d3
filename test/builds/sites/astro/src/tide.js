import './tide.css';

export function tide() {
  return 'High water of release one';
}
