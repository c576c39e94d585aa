import { Component, input } from '@angular/core';

@Component({ selector: 'naif-vehicle-page', template: '{{ id() }}' })
export class VehiclePage {
  readonly id = input.required<string>();
}
