import { Component, inject } from '@angular/core';
import { ActivatedRoute } from '@angular/router';

@Component({ selector: 'app-report', template: '<h1>Report {{ id }} of release one</h1>' })
export class Report {
  readonly id = inject(ActivatedRoute).snapshot.paramMap.get('id');
}
