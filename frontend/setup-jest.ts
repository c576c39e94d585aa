import { setupZonelessTestEnv } from 'jest-preset-angular/setup-env/zoneless';

setupZonelessTestEnv();

// jsdom lays nothing out: it scrolls nowhere.
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.scrollTo = () => undefined;

// jsdom lays nothing out and so knows no media queries; uPlot asks for one as soon as it is loaded, and the CDK listens
// to some in the old way.
Object.defineProperty(window, 'matchMedia', {
  value: (media: string) =>
    Object.assign(new EventTarget(), {
      media,
      matches: false,
      addListener: () => undefined,
      removeListener: () => undefined,
    }),
});
