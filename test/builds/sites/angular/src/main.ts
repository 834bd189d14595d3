import { isDevMode } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';
import { App } from './app/app';
import { routes } from './app/routes';

bootstrapApplication(App, {
  providers: [provideRouter(routes), provideServiceWorker('ngsw-worker.js', { enabled: !isDevMode() })],
});
