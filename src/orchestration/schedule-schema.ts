import * as z from 'zod';
import { scheduleStatuses } from '../call/index.ts';
import type { ScheduleOrder, ScheduleTables } from '../call/index.ts';
import { instantSchema } from './call-schema.ts';

const dateSchema = z.iso.date();
const rangesSchema = z.array(z.object({ start: z.int().min(0).max(1_439), end: z.int().min(1).max(2_880) }));

const openingHoursSchema = z.object({
  timeZone: z.string().min(1),
  weekly: z.array(rangesSchema).length(7),
  holidays: z.array(z.object({ from: dateSchema, to: dateSchema, hours: rangesSchema })),
});

export const scheduleOrderSchema: z.ZodType<ScheduleOrder> = z.object({
  from: instantSchema,
  until: instantSchema,
  schedules: z.record(z.string(), z.record(z.string(), openingHoursSchema)),
});

const tableSchema = z.object({
  changes: z.array(z.object({ at: instantSchema, status: z.enum(scheduleStatuses) })),
  openings: z.array(instantSchema),
});

export const scheduleTablesSchema: z.ZodType<ScheduleTables> = z.record(
  z.string(),
  z.record(z.string(), tableSchema),
);
