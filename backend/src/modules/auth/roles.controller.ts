import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type PermissionName, PERMISSIONS, rolesWith } from './permissions.js';
import { Can } from './policy.js';
import { RolesDto } from './roles.dto.js';
import { ROLES } from './viewer.js';

/** Who may do what, for administrators. */
@ApiTags('settings')
@Controller('api/settings/roles')
export class RolesController {
  /** The table of permissions by role, as guards and menus read it. */
  @Can('read:settings')
  @Get()
  read(): RolesDto {
    const names = Object.keys(PERMISSIONS) as PermissionName[];
    return {
      roles: [...ROLES],
      permissions: names.map((name) => ({
        name,
        about: PERMISSIONS[name].about,
        roles: [...rolesWith(name)],
      })),
    };
  }
}
