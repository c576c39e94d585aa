import { Component } from '@angular/core';

@Component({ selector: 'naif-login-page', template: 'login' })
export class LoginPage {}
