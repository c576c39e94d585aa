import { ApiProperty } from '@nestjs/swagger';
import { type PermissionName, PERMISSIONS } from './permissions.js';
import { type Role, ROLES } from './viewer.js';

const NAMES = Object.keys(PERMISSIONS) as PermissionName[];

/** Something that one may be allowed to do, and who may. */
export class PermissionRowDto {
  /** Verb and object. */
  @ApiProperty({ enum: NAMES, example: 'read:clients' })
  name!: PermissionName;

  /** What it is for, in a sentence. */
  @ApiProperty({ example: 'Read a client; clients read themselves.' })
  about!: string;

  /** The roles that have it. */
  @ApiProperty({ enum: ROLES, isArray: true, example: ['admin', 'employee'] })
  roles!: Role[];
}

/** What each role may do. */
export class RolesDto {
  /** The roles there are, the one that may most first. */
  @ApiProperty({ enum: ROLES, isArray: true, example: ['admin', 'employee', 'auditor', 'client'] })
  roles!: Role[];

  /** The table of permissions that guards and menus read, in its order. */
  @ApiProperty({ type: [PermissionRowDto] })
  permissions!: PermissionRowDto[];
}
