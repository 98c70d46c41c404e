import { VirtualClock } from '../../src/host/index.ts';

test('HC2, HC3: what falls due runs by its time, then in turn; what is to run last after all else of its moment', () => {
  const clock = new VirtualClock(new Date(0));
  const ran: string[] = [];
  const note = (name: string) => (): void => void ran.push(`${name}@${clock.now()}`);
  clock.schedule(20, note('timer'), 'last');
  clock.schedule(20, () => {
    note('first')();
    clock.schedule(20, note('from first'));
  });
  clock.schedule(10, note('early timer'), 'last');
  clock.schedule(20, note('second'));
  clock.advanceTo(30);
  expect(ran).toEqual(['early timer@10', 'first@20', 'second@20', 'from first@20', 'timer@20']);
});

test('HC3: a timer whose time is past waits for what is due now', () => {
  const clock = new VirtualClock(new Date(50));
  const ran: string[] = [];
  clock.schedule(40, () => ran.push('timer'), 'last');
  clock.schedule(50, () => ran.push('ordinary'));
  expect([clock.runFirst(49), clock.runFirst(50), clock.runFirst(50), clock.runFirst(50)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(ran).toEqual(['ordinary', 'timer']);
});
