/** The door of the routes: which flow an incoming call gets. */
export { chooseRoute } from './choose-route.ts';
export type { Route, RoutedCall } from './choose-route.ts';
export { loadRoutes } from './load-routes.ts';
export type { LoadRoutesOptions, RoutesLoaded } from './load-routes.ts';
export { routesSchema } from './routes-schema.ts';
export type { Routes } from './routes-schema.ts';
