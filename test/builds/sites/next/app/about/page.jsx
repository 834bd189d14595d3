import styles from './about.module.css';

export default function About() {
  return <h1 className={styles.about}>About the harbour</h1>;
}
