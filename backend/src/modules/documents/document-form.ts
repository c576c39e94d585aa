import type { FormRefusals } from '../../http/form-parts.js';
import { validationPipe } from '../../http/validation.js';
import { DocumentFieldsDto } from './document.dto.js';
import { DocumentFormBroken, DocumentNotAForm } from './documents.errors.js';

/** How forms with documents are refused. */
export const DOCUMENT_FORM_REFUSALS: FormRefusals = {
  notAForm: () => new DocumentNotAForm(),
  broken: (cause) => new DocumentFormBroken(cause),
};

/** What the form says beside its file. @throws InvalidRequest */
export async function documentFields(
  said: Readonly<Record<string, unknown>>,
): Promise<DocumentFieldsDto> {
  return (await validationPipe().transform(
    { ...said },
    { type: 'body', metatype: DocumentFieldsDto },
  )) as DocumentFieldsDto;
}
