/** How one environment variable is documented and read. */
export interface SettingDoc {
  /** Name of the environment variable. */
  readonly key: string;
  /** What it does, in a sentence or two for the operator. */
  readonly about: string;
  /** Unit or form of the value: "port number", "path", "list, separated by commas". */
  readonly unit: string;
  /** The value that counts when the variable is not set, as text. */
  readonly default?: string;
  /** Whether the value must never be shown. */
  readonly secret?: boolean;
  /** Turns the text into the property's value; text itself when left out. */
  readonly read?: (text: string) => unknown;
}

/** A documented setting and the property that holds it. */
export interface SettingEntry extends SettingDoc {
  readonly property: string;
}

const settings = new Map<object, SettingEntry[]>();

/** Declares that a property is read from an environment variable, and documents it. */
export function Setting(doc: SettingDoc): PropertyDecorator {
  return (prototype, property) => {
    const entries = settings.get(prototype) ?? [];
    settings.set(prototype, [...entries, { ...doc, property: String(property) }]);
  };
}

/** The documented settings of a class in the order of their declaration. */
export function settingsOf(type: { prototype: object }): readonly SettingEntry[] {
  return settings.get(type.prototype) ?? [];
}
