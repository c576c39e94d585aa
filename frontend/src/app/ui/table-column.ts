import { Directive, inject, input, TemplateRef } from '@angular/core';

/** A column of a table. The first one names the row and leads to it. */
export interface TableColumn<Row> {
  readonly key: string;
  /** What stands above it, in the language that is shown. */
  readonly title: string;
  /** What it says of a row; also what goes into a file. */
  readonly text: (row: Row) => string;
  /** The field that the server sorts by. */
  readonly sort?: string;
  /** Width, CSS pixels. The first column has the rest and this much at least. */
  readonly width: number;
  /** Numbers stand at the end. */
  readonly end?: boolean;
  /** What it is in the server's files: keys of their columns. */
  readonly exports?: readonly string[];
  /** Not shown until somebody asks for it. */
  readonly extra?: boolean;
}

/** A filter above a table: one of its options, or all. One without options takes any text. */
export interface TableFilter {
  readonly name: string;
  readonly title: string;
  readonly options?: readonly { readonly value: string; readonly title: string }[];
}

/** How a cell looks when its text alone is too little: `<ng-template naifCell="state" [of]="rows" let-row>`. */
@Directive({ selector: 'ng-template[naifCell]' })
export class TableCell<Row> {
  readonly template = inject<TemplateRef<{ readonly $implicit: Row }>>(TemplateRef);
  /** Key of the column. */
  readonly naifCell = input.required<string>();
  /** The rows, for their type. */
  readonly of = input.required<readonly Row[] | undefined>();

  static ngTemplateContextGuard<Row>(
    _cell: TableCell<Row>,
    context: unknown,
  ): context is { readonly $implicit: Row } {
    return context !== undefined;
  }
}
