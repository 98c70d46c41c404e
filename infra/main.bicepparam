using './main.bicep'

import { stages } from 'stages.bicep'

// What azd deploys: its environment decides (azd env set NAME VALUE). With az take main.dev or main.prod.bicepparam.
var stageName = readEnvironmentVariable('IVR_STAGE', 'dev')
var stage = stages[stageName]
var prefix = readEnvironmentVariable('IVR_NAME_PREFIX', 'ivr')
var emails = readEnvironmentVariable('IVR_ALERT_EMAIL', '')

// An output of infra/identity, or given by the administrator who ran it.
param botAppId = readEnvironmentVariable('BOT_APP_ID', '00000000-0000-0000-0000-000000000000')
param botDisplayName = readEnvironmentVariable('IVR_DISPLAY_NAME', 'IVR')
param namePrefix = prefix
param durableBackend = readEnvironmentVariable('IVR_DURABLE_BACKEND', '') == 'azureStorage'
  ? 'azureStorage'
  : 'durableTaskScheduler'
param tags = { 'azd-env-name': readEnvironmentVariable('AZURE_ENV_NAME', 'local') }
param alertEmails = empty(emails) ? [] : split(emails, ',')
param alertPrefix = '${prefix}-${stageName}'

param warmInstances = stage.warmInstances
param zoneRedundant = stage.zoneRedundant
param schedulerSku = stage.schedulerSku
param schedulerCapacity = stage.schedulerCapacity
param telemetryRetentionDays = stage.telemetryRetentionDays
param telemetryDailyGb = stage.telemetryDailyGb
param locked = stage.locked
