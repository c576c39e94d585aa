import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDto } from '../http/problem.dto.js';
import { completeOperations } from './operation-problems.js';

const DESCRIPTION = `Vehicle telematics of an auto insurer.

People log in with \`POST /api/auth/login\`; the session then travels in a cookie. Vehicles sign their own short-lived
tokens after an enrolment. Every refusal is a problem document (RFC 9457) with a stable \`code\`.`;

/** Builds the OpenAPI document of the application, every operation with its problems. */
export function buildOpenApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('NAIF Control')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addCookieAuth(
      'naif_access',
      { type: 'apiKey', in: 'cookie', description: 'Session of a person.' },
      'session',
    )
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'Token that a vehicle signed (EdDSA).',
      },
      'device',
    )
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        description: 'METRICS_TOKEN; not needed on the machine itself.',
      },
      'metrics',
    )
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemDto],
    operationIdFactory,
  });
  completeOperations(document);
  return document;
}

/** `ClientsController.create` → `clientsCreate`: short names for generated clients. */
function operationIdFactory(controller: string, method: string): string {
  const subject = controller.replace(/Controller$/, '');
  return `${subject.charAt(0).toLowerCase()}${subject.slice(1)}${method.charAt(0).toUpperCase()}${method.slice(1)}`;
}

/** The document of the running application, built when somebody asks for it first: a start need not wait for it. */
export class OpenApiDocument {
  private app: INestApplication | undefined;
  private document: OpenAPIObject | undefined;

  /** Names the application that it is about. */
  describe(app: INestApplication): void {
    this.app = app;
  }

  /** @throws Error before the application has started */
  get(): OpenAPIObject {
    if (!this.app) throw new Error('The OpenAPI document needs an application that has started.');
    this.document ??= buildOpenApiDocument(this.app);
    return this.document;
  }
}
