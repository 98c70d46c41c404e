using './main.bicep'

import { stages } from 'stages.bicep'

// For a number that people rely on. Say who is told when something is wrong; docs/deploy.md has what else to think of.
param botAppId = readEnvironmentVariable('BOT_APP_ID', '')
param botDisplayName = 'IVR'
param alertEmails = ['ivr-operations@contoso.com']
param tags = { application: 'ivr', stage: 'prod' }

param warmInstances = stages.prod.warmInstances
param zoneRedundant = stages.prod.zoneRedundant
param schedulerSku = stages.prod.schedulerSku
param schedulerCapacity = stages.prod.schedulerCapacity
param telemetryRetentionDays = stages.prod.telemetryRetentionDays
param telemetryDailyGb = stages.prod.telemetryDailyGb
param locked = stages.prod.locked
