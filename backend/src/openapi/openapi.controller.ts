import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public, Can } from '../modules/auth/auth.public.js';
import { OpenApiDocument } from './openapi-document.js';
import { UnknownDocsFile } from './openapi.errors.js';

/** The page's own files, from the package that @nestjs/swagger brings. */
const PACKAGE = dirname(
  require.resolve('swagger-ui-dist/package.json', {
    paths: [dirname(require.resolve('@nestjs/swagger'))],
  }),
);
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>NAIF Control: API</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" type="image/png" href="/api/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/api/docs/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;

/** A file of its own, because the content security policy allows no script in the page. */
const START = `window.onload = () => SwaggerUIBundle({
  url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true, filter: true, validatorUrl: null,
  docExpansion: 'list', defaultModelsExpandDepth: 0,
});
`;

/** The API's description, for programs and for people. */
@ApiExcludeController()
@Controller('api')
export class OpenApiController {
  constructor(private readonly document: OpenApiDocument) {}

  @Public()
  @Get('openapi.json')
  @Header('cache-control', 'no-cache')
  read(): OpenAPIObject {
    return this.document.get();
  }

  @Can('read:api-manual')
  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-cache')
  page(): string {
    return PAGE;
  }

  @Can('read:api-manual')
  @Get('docs/start.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  start(): string {
    return START;
  }

  @Can('read:api-manual')
  @Get('docs/:file')
  async file(
    @Param('file') file: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const type = FILES[file];
    if (type === undefined) throw new UnknownDocsFile();
    void reply.header('content-type', type).header('cache-control', 'private, max-age=86400');
    return readFile(join(PACKAGE, file));
  }
}
