import { VirtualClock, systemClock } from '../../src/simulator/index.ts';
import { scopedClock } from '../../src/simulator/clock.ts';

describe('VirtualClock', () => {
  test('runs what falls due in order of time, and of scheduling within one instant', async () => {
    const clock = new VirtualClock(1000);
    const ran: string[] = [];
    for (const [at, name] of [
      [1300, 'c'],
      [1100, 'a'],
      [1200, 'b1'],
      [1200, 'b2'],
      [5000, 'later'],
    ] as const) {
      clock.schedule(at, () => ran.push(`${name} ${String(clock.now())}`));
    }
    await clock.advance(300);
    expect(ran).toEqual(['a 1100', 'b1 1200', 'b2 1200', 'c 1300']);
    expect(clock.now()).toBe(1300);
  });

  test('runs in the same advance what is scheduled on the way, also after a promise', async () => {
    const clock = new VirtualClock(0);
    const ran: number[] = [];
    clock.schedule(10, () => {
      void Promise.resolve().then(() => clock.schedule(20, () => ran.push(clock.now())));
    });
    await clock.advance(20);
    expect(ran).toEqual([20]);
  });

  test('does not run what was cancelled, nor anything of a scope that was dropped', async () => {
    const clock = new VirtualClock(0);
    const scope = scopedClock(clock);
    const ran: string[] = [];
    clock.schedule(1, () => ran.push('cancelled')).cancel();
    scope.schedule(2, () => ran.push('dropped'));
    clock.schedule(3, () => ran.push('kept'));
    scope.close();
    scope.schedule(2, () => ran.push('too late'));
    await clock.advance(10);
    expect(ran).toEqual(['kept']);
  });
});

test('systemClock waits and can be cancelled', async () => {
  const ran: string[] = [];
  systemClock.schedule(systemClock.now() + 5, () => ran.push('cancelled')).cancel();
  await new Promise<void>((resolve) => {
    systemClock.schedule(systemClock.now() + 20, () => {
      ran.push('ran');
      resolve();
    });
  });
  expect(ran).toEqual(['ran']);
});
