import { chooseLanguage } from './language';

describe('chooseLanguage', () => {
  it.each([
    [['fr-CA', 'en'], 'fr'],
    [['en-US', 'fr'], 'en'],
    [['de-DE', 'en-GB'], 'en'],
    [['de-DE', 'es'], 'fr'],
    [[], 'fr'],
  ])('%j → %s', (wishes, expected) => {
    expect(chooseLanguage(wishes)).toBe(expected);
  });
});
