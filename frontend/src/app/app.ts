import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';

/** The application's root: everything visible is routed. */
@Component({
  selector: 'naif-root',
  imports: [RouterOutlet],
  template: '<router-outlet />',
})
export class App {}
