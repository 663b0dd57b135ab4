// Takes the place of the service worker when site.toml has switched it off: deletes what it kept and goes.

import { ours } from '../offline/rules.js';

const scope = self.registration.scope;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of ours(await caches.keys(), scope)) await caches.delete(name);
  await self.registration.unregister();
}
