import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';

/** Navigation, top bar and the place where pages appear. */
@Component({
  selector: 'naif-shell',
  imports: [RouterOutlet],
  template: '<main><router-outlet /></main>',
})
export class Shell {}
