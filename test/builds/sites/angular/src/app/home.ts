import { Component } from '@angular/core';

@Component({
  selector: 'app-home',
  template: '<h1>Welcome to the harbour</h1>',
  styles: 'h1 { font-family: Confetti, sans-serif }',
})
export class Home {}
