// What differs between an app that is tried and one that people rely on. main.*.bicepparam take it from here.

@export()
var stages = {
  dev: dev
  prod: prod
}

var dev = {
  warmInstances: { http: 1, durable: 1 }
  zoneRedundant: false
  schedulerSku: 'Consumption'
  schedulerCapacity: 1
  telemetryRetentionDays: 30
  telemetryDailyGb: 1
  locked: false
}

// Two of each: one goes on with its calls while a rolling update replaces the other. Three units of a dedicated
// scheduler stand in three zones; they are paid whether anybody calls or not, so whoever needs them says so.
var prod = {
  warmInstances: { http: 2, durable: 2 }
  zoneRedundant: true
  schedulerSku: 'Consumption'
  schedulerCapacity: 3
  telemetryRetentionDays: 180
  telemetryDailyGb: -1
  locked: true
}
