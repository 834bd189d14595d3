import './about.css';

export default function About() {
  return <h1 className="about">About the harbour</h1>;
}
