/** Whether a host name, as `URL.hostname` gives it, is this machine (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3). */
function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Whether nobody on the way reads what is sent to a URL: https, or http that does not leave this machine. */
export function isProtectedUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackUrl(url));
}

/** Whether a URL leads to this machine; what is no URL does not. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && isLoopbackName(new URL(url).hostname);
}
