import { Component } from '@angular/core';

@Component({ selector: 'naif-fleet-page', template: 'fleet' })
export class FleetPage {}
