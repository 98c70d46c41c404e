// What differs between an app that is tried and one that people rely on. main.*.bicepparam take it from here.
import { alwaysReady } from 'types.bicep'

@description('The parameters that a stage decides.')
type stage = {
  warmInstances: alwaysReady
  zoneRedundant: bool
  schedulerSku: 'Consumption' | 'Dedicated'
  schedulerCapacity: int
  telemetryRetentionDays: int
  telemetryDailyGb: int
  locked: bool
}

@export()
var stages = {
  dev: dev
  prod: prod
}

var dev stage = {
  warmInstances: { http: 1, durable: 1 }
  zoneRedundant: false
  schedulerSku: 'Consumption'
  schedulerCapacity: 1
  telemetryRetentionDays: 30
  telemetryDailyGb: 1
  locked: false
}

// Two of each: one goes on with its calls while a rolling update replaces the other. Three units of a dedicated
// scheduler stand in three zones; they cost more than everything else together, so whoever needs them says so.
var prod stage = {
  warmInstances: { http: 2, durable: 2 }
  zoneRedundant: true
  schedulerSku: 'Consumption'
  schedulerCapacity: 3
  telemetryRetentionDays: 180
  telemetryDailyGb: -1
  locked: true
}
