using './main.bicep'

import { stages } from 'stages.bicep'

// To try it: the smallest that answers in time.
param botAppId = readEnvironmentVariable('BOT_APP_ID', '00000000-0000-0000-0000-000000000000')
param botDisplayName = 'IVR (dev)'
param alertPrefix = 'ivr-dev'
param tags = { application: 'ivr', stage: 'dev' }

param warmInstances = stages.dev.warmInstances
param zoneRedundant = stages.dev.zoneRedundant
param schedulerSku = stages.dev.schedulerSku
param schedulerCapacity = stages.dev.schedulerCapacity
param telemetryRetentionDays = stages.dev.telemetryRetentionDays
param telemetryDailyGb = stages.dev.telemetryDailyGb
param locked = stages.dev.locked
