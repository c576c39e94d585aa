import { HttpClient, HttpEventType, HttpParams } from '@angular/common/http';
import { inject, Service, signal } from '@angular/core';
import { lastValueFrom, map } from 'rxjs';
import { Format } from '../format/format';
import { LanguageStore } from '../i18n/language-store';
import { injectWords } from '../i18n/words';
import { downloadBlob } from './csv';
import type { TableQuery } from './table-query';
import { Toasts } from './toasts';

const MEGABYTE = 1_000_000;

/** What of a list is wanted as a file. */
export interface ExportRequest {
  /** Where the server makes it. */
  readonly path: string;
  /** What the file is called. */
  readonly name: string;
  readonly query: TableQuery;
  /** Keys of the file's columns; missing: all of them. */
  readonly columns?: readonly string[];
  /** Only these records. */
  readonly ids?: readonly string[];
}

/** Fetches lists as files from the server, and says how far that is. */
@Service({ autoProvided: false })
export class TableExport {
  private readonly http = inject(HttpClient);
  private readonly format = inject(Format);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(LanguageStore).language;
  private readonly t = injectWords();
  private readonly loaded = signal<number | null>(null);

  /** What has come so far, bytes; `null` while nothing is fetched. */
  readonly progress = this.loaded.asReadonly();

  /** How far it is, in words. */
  sentence(): string {
    const megabytes = this.format.number((this.loaded() ?? 0) / MEGABYTE, 1);
    return this.t('table.exporting', { size: `${megabytes} ${this.t('unit.megabytes')}` });
  }

  /** Saves a list as a file; a second one waits for nobody and is not begun. */
  async save(request: ExportRequest): Promise<void> {
    if (this.loaded() !== null) return;
    this.loaded.set(0);
    try {
      const file = await lastValueFrom(this.fetch(request));
      if (!file) throw new Error('The answer has no file');
      downloadBlob(request.name, file);
      this.toasts.show({ text: this.t('table.exported', { name: request.name }) });
    } catch {
      this.toasts.show({ text: this.t('table.exportFailed') });
    } finally {
      this.loaded.set(null);
    }
  }

  private fetch({ path, query, columns, ids }: ExportRequest) {
    const { sort, search, filters } = query;
    const params = new HttpParams({
      fromObject: {
        ...filters,
        sort,
        language: this.language() === 'fr' ? 'fr' : 'en',
        ...(search !== '' && { search }),
        ...(columns && { columns: columns.join(',') }),
        ...(ids && { ids: ids.join(',') }),
      },
    });
    const options = {
      params,
      responseType: 'blob',
      observe: 'events',
      reportProgress: true,
    } as const;
    return this.http.get(path, options).pipe(
      map((event) => {
        if (event.type === HttpEventType.DownloadProgress) this.loaded.set(event.loaded);
        return event.type === HttpEventType.Response ? event.body : null;
      }),
    );
  }
}
