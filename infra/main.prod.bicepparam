using './main.bicep'

import { stages } from 'stages.bicep'

// Who is told when something is wrong: nobody, unless the environment says so.
var emails = readEnvironmentVariable('IVR_ALERT_EMAIL', '')

// For a number that people rely on; docs/deploy.md has what else to think of.
param botAppId = readEnvironmentVariable('BOT_APP_ID', '00000000-0000-0000-0000-000000000000')
param botDisplayName = 'IVR'
param alertEmails = empty(emails) ? [] : split(emails, ',')
param alertPrefix = 'ivr-prod'
param tags = { application: 'ivr', stage: 'prod' }

param warmInstances = stages.prod.warmInstances
param zoneRedundant = stages.prod.zoneRedundant
param schedulerSku = stages.prod.schedulerSku
param schedulerCapacity = stages.prod.schedulerCapacity
param telemetryRetentionDays = stages.prod.telemetryRetentionDays
param telemetryDailyGb = stages.prod.telemetryDailyGb
param locked = stages.prod.locked
