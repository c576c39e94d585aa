import type PDFDocument from 'pdfkit';
import type { Language } from '../auth/auth.public.js';
import type { Contract } from './contract.entity.js';
import { SUMMARY_WORDS, type SummaryWords } from './contract-summary-words.js';
import type { ContractVersion } from './contract-versions.js';

/** What a contract's summary tells. The vehicle goes by its plate and pseudonym: its VIN is nobody's business here. */
export interface ContractSummary {
  readonly contract: Contract;
  /** The versions that count, in order. */
  readonly versions: readonly ContractVersion[];
  readonly clientName: string;
  readonly vehicle: {
    readonly plate: string;
    readonly make: string;
    readonly model: string;
    readonly carId: string;
  };
  /** The day on which it is written. */
  readonly writtenOn: string;
}

const LEFT = 56;
const VALUE_LEFT = 220;
const WIDTH = 595 - 2 * LEFT;
/** So much of the pseudonym tells vehicles apart, and can be read out. */
const PSEUDONYM_SHOWN = 12;

/**
 * The contract on a sheet of paper, as PDF. The fonts are PDF's own: they write every letter of French and the rest of
 * Western Europe; letters beyond lose their accents (`printable`).
 *
 * @param compress off: the text stands in the file in plain sight, for tests
 */
export async function contractSummaryPdf(
  summary: ContractSummary,
  language: Language,
  compress = true,
): Promise<Buffer> {
  // With its fonts a tenth of all that the backend would load when it starts.
  const { default: Pdf } = await import('pdfkit');
  const words = SUMMARY_WORDS[language];
  const { contract } = summary;
  const pdf = new Pdf({
    size: 'A4',
    margin: LEFT,
    compress,
    lang: words.locale,
    displayTitle: true,
    info: {
      Title: `${words.title} ${contract.number}`,
      Author: 'NAIF',
      CreationDate: noon(summary),
    },
  });
  const chunks: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  writeHead(pdf, summary, words);
  writeTerms(pdf, summary, words);
  writeVersions(pdf, summary, words);
  pdf.moveDown(2).font('Helvetica').fontSize(8).fillColor('#555555');
  pdf.text(printable(words.footer(day(summary.writtenOn, words))), LEFT, pdf.y, { width: WIDTH });
  pdf.end();
  return whole;
}

type Pdf = InstanceType<typeof PDFDocument>;

function writeHead(
  pdf: Pdf,
  { contract, clientName, vehicle }: ContractSummary,
  words: SummaryWords,
) {
  pdf.font('Helvetica-Bold').fontSize(11).fillColor('#1f4e79');
  pdf.text(printable('NAIF · National Auto Insurance France'));
  pdf.moveDown(1).fontSize(20).fillColor('#000000').text(printable(words.title));
  pdf.moveDown(1).fontSize(10);
  row(pdf, words.number, contract.number);
  row(pdf, words.insured, clientName);
  row(pdf, words.vehicle, `${vehicle.make} ${vehicle.model}, ${vehicle.plate}`);
  row(pdf, words.reference, vehicle.carId.slice(0, PSEUDONYM_SHOWN));
  row(pdf, words.status, words.statuses[contract.status]);
  row(pdf, words.startsOn, day(contract.startsOn, words));
  row(pdf, words.endsOn, contract.endsOn === null ? words.open : day(contract.endsOn, words));
}

function writeTerms(pdf: Pdf, { contract }: ContractSummary, words: SummaryWords): void {
  heading(pdf, words.terms);
  row(pdf, words.formula, words.formulas[contract.formula]);
  const options = contract.options.map((option) => words.options[option]);
  row(pdf, words.optionsTitle, options.length === 0 ? words.none : options.join(', '));
  const { deductibleCents, bonusMalus } = contract;
  row(
    pdf,
    words.deductible,
    deductibleCents === null ? words.unknown : money(deductibleCents, words),
  );
  row(pdf, words.bonusMalus, bonusMalus === null ? words.unknown : decimals(bonusMalus, words));
  row(pdf, words.premium, money(contract.premiumCents, words));
}

function writeVersions(pdf: Pdf, { versions }: ContractSummary, words: SummaryWords): void {
  heading(pdf, words.versions);
  for (const version of versions) {
    const until = version.endsOn === null ? words.open : day(version.endsOn, words);
    const period = `${day(version.startsOn, words)} – ${until}`;
    const told = [
      words.covers[version.cover],
      words.formulas[version.formula],
      money(version.premiumCents, words),
      ...(version.reason === null ? [] : [version.reason]),
    ];
    row(pdf, period, told.join(' · '));
  }
}

function heading(pdf: Pdf, text: string): void {
  pdf.moveDown(1).font('Helvetica-Bold').fontSize(13).text(printable(text), LEFT).moveDown(0.5);
  pdf.fontSize(10);
}

function row(pdf: Pdf, label: string, value: string): void {
  const top = pdf.y;
  pdf.font('Helvetica').fillColor('#555555');
  pdf.text(printable(label), LEFT, top, { width: VALUE_LEFT - LEFT - 8 });
  const labelEnd = pdf.y;
  // A row that went over to the next page goes on there.
  const valueTop = labelEnd < top ? labelEnd - pdf.currentLineHeight(true) : top;
  pdf.fillColor('#000000').text(printable(value), VALUE_LEFT, valueTop, {
    width: WIDTH - VALUE_LEFT + LEFT,
  });
  pdf.y = Math.max(pdf.y, labelEnd) + 3;
  pdf.x = LEFT;
}

function day(text: string, { locale }: SummaryWords): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(Date.parse(`${text}T00:00:00Z`));
}

function money(cents: number, { locale }: SummaryWords): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(cents / 100);
}

function decimals(value: number, { locale }: SummaryWords): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(value);
}

function noon({ writtenOn }: ContractSummary): Date {
  return new Date(`${writtenOn}T12:00:00Z`);
}

/** What Windows code page 1252 has beyond Latin 1: the letters of PDF's own fonts. */
const BEYOND_LATIN_1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** A text in the letters that PDF's own fonts have: others lose their accents, or become a question mark. */
export function printable(text: string): string {
  return [...text.normalize('NFC').replaceAll(/\s/g, ' ')]
    .map((letter) => {
      if (isWritten(letter)) return letter;
      const bare = letter.normalize('NFD').replaceAll(/\p{M}/gu, '');
      return [...bare].every(isWritten) && bare !== '' ? bare : '?';
    })
    .join('');
}

function isWritten(letter: string): boolean {
  return /^[ -~¡-ÿ]$/.test(letter) || BEYOND_LATIN_1.includes(letter);
}
