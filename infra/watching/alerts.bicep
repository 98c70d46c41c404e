/*
 * Alerts: an e-mail when callers are not served, or will not be before long. What each one means and what to do is in
 * docs/operate.md, one section each, by the name that is used here.
 */
import { alertThresholds } from 'alert-thresholds.bicep'

metadata description = 'Alert rules, the health test from outside, and the action group that they write to.'

@description('Region of the Application Insights component: rules live where their data are.')
param location string

@description('Tags of every resource here.')
param tags object

@description('Beginning of every name, such as ivr-prod.')
@minLength(1)
param namePrefix string

@description('Resource id of the Application Insights component.')
param applicationInsightsId string

@description('Who is told. Nobody: alerts are raised, and shown in the portal only.')
param alertEmails string[]

@description('Ids of action groups of others that are told too.')
param alertActionGroupIds string[]

@description('Where it is said what to do: a file of the repository, or the address of a copy of it.')
param runbook string

@description('Host name of the app, such as contoso-ivr.azurewebsites.net, for the health test from outside. Empty: no test, as where the app is not reachable from the internet but for Graph.')
param appHostName string

@description('When alerts are raised.')
param thresholds alertThresholds

var actionGroupIds = concat(empty(alertEmails) ? [] : [actionGroup.id], alertActionGroupIds)

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmails)) {
  name: '${namePrefix}-alerts'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(namePrefix, 12)
    enabled: true
    emailReceivers: [
      for (address, index) in alertEmails: {
        name: 'email-${index}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

module queryAlerts 'query-alerts.bicep' = {
  params: {
    location: location
    tags: tags
    namePrefix: namePrefix
    applicationInsightsId: applicationInsightsId
    actionGroupIds: actionGroupIds
    runbook: runbook
    thresholds: thresholds
  }
}

module health 'health-test.bicep' = if (!empty(appHostName)) {
  params: {
    location: location
    tags: tags
    namePrefix: namePrefix
    applicationInsightsId: applicationInsightsId
    actionGroupIds: actionGroupIds
    runbook: runbook
    appHostName: appHostName
  }
}
