/** What the pages use of curl, for machines without it: `-s`, `-N`, `-f`, `-X METHOD`, `-H 'Name: value'`, `-d BODY`, an address. */
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: 'boolean', short: 's' },
    'no-buffer': { type: 'boolean', short: 'N' },
    fail: { type: 'boolean', short: 'f' },
    request: { type: 'string', short: 'X' },
    header: { type: 'string', short: 'H', multiple: true, default: [] },
    data: { type: 'string', short: 'd' },
  },
});
const headers = values.header.map((header) => header.split(/:\s*/, 2));
const response = await fetch(positionals[0], {
  method: values.request ?? (values.data === undefined ? 'GET' : 'POST'),
  headers: [['content-type', 'application/x-www-form-urlencoded'], ...headers],
  body: values.data,
});
process.stdout.write(await response.text());
if (values.fail && !response.ok) process.exitCode = 22;
