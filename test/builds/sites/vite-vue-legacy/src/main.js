import { createApp } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import App from './App.vue';
import HomePage from './HomePage.vue';
import './style.css';

const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: HomePage },
    { path: '/about', component: () => import('./AboutPage.vue') },
    { path: '/reports/:id', component: () => import('./ReportPage.vue') },
  ],
});
createApp(App).use(router).mount('#app');
