/**
 * jsdom neither lays out, scrolls nor paints. For specs: gives every element a size, and every canvas a context
 * that takes all calls and knows what was written. Returns the texts, and a function that undoes it.
 */
export function canvasInJsdom(
  width = 800,
  height = 600,
): { readonly texts: string[]; restore(): void } {
  const texts: string[] = [];
  const context = new Proxy<Record<string, unknown>>(
    {},
    {
      get: (target, name) => {
        if (name === 'measureText') return (text: string) => ({ width: text.length * 7 });
        if (name === 'fillText') return (text: string) => texts.push(text);
        return target[String(name)] ?? (() => undefined);
      },
    },
  );
  const element = HTMLElement.prototype;
  const canvas = HTMLCanvasElement.prototype;
  const before = {
    getContext: Object.getOwnPropertyDescriptor(canvas, 'getContext'),
    Path2D: Object.getOwnPropertyDescriptor(globalThis, 'Path2D'),
    clientWidth: Object.getOwnPropertyDescriptor(element, 'clientWidth'),
    clientHeight: Object.getOwnPropertyDescriptor(element, 'clientHeight'),
  };
  const define = (owner: object, name: string, value: PropertyDescriptor): void => {
    Object.defineProperty(owner, name, { configurable: true, ...value });
  };
  define(canvas, 'getContext', { value: () => context });
  define(globalThis, 'Path2D', {
    value: class {
      arc(): void {}
    },
  });
  define(element, 'clientWidth', { get: () => width });
  define(element, 'clientHeight', { get: () => height });
  define(element, 'scrollTo', { value: () => undefined });
  const undo = (owner: object, name: string, value: PropertyDescriptor | undefined): void => {
    if (value === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, value);
  };
  return {
    texts,
    restore: () => {
      undo(canvas, 'getContext', before.getContext);
      undo(globalThis, 'Path2D', before.Path2D);
      undo(element, 'clientWidth', before.clientWidth);
      undo(element, 'clientHeight', before.clientHeight);
      undo(element, 'scrollTo', undefined);
    },
  };
}
