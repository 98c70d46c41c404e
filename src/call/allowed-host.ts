/** Where data dips may go besides public addresses: one of `HTTP_ALLOWED_HOSTS`; `port` null: every one. */
export type AllowedHost =
  | {
      readonly kind: 'name';
      /** Lower case, in the form that URLs have it. */
      readonly name: string;
      /** Whether it stands for everything below the name, and not for the name itself. */
      readonly subdomains: boolean;
      readonly port: number | null;
    }
  | {
      readonly kind: 'range';
      readonly address: string;
      readonly prefix: number;
      readonly port: number | null;
    };
