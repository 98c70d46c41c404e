// The health of the app as seen from outside, and the alert where it is not well.

@description('Region of the Application Insights component: the test lives where its data are.')
param location string

@description('Tags of every resource here.')
param tags object

@description('Beginning of every name, such as ivr-prod.')
@minLength(1)
param namePrefix string

@description('Resource id of the Application Insights component.')
param applicationInsightsId string

@description('Action groups that are told.')
param actionGroupIds string[]

@description('Where it is said what to do.')
param runbook string

@description('Host name of the app, such as contoso-ivr.azurewebsites.net.')
param appHostName string

// From where health is tested; two that fail at once raise the alert. Ids of the population tags of availability tests.
var locations = [
  'emea-nl-ams-azr' // West Europe
  'emea-gb-db3-azr' // North Europe
  'us-va-ash-azr' // East US
]

resource healthTest 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${namePrefix}-health'
  location: location
  // Without the link the portal does not show the test.
  tags: union(tags, { 'hidden-link:${applicationInsightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    Name: '${namePrefix}-health'
    SyntheticMonitorId: '${namePrefix}-health'
    Description: 'The app says that it is healthy.'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [for place in locations: { Id: place }]
    Request: {
      RequestUrl: 'https://${appHostName}/api/health'
      HttpVerb: 'GET'
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      // Days that the certificate must still be good for.
      SSLCertRemainingLifetimeCheck: 14
    }
  }
}

resource healthAlert 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: '${namePrefix}-unhealthy'
  location: 'global'
  tags: tags
  properties: {
    description: 'Two places or more find that the app is not healthy, not reachable, or has a certificate that ends soon. What to do: ${runbook}, section unhealthy.'
    severity: 0
    enabled: true
    scopes: [healthTest.id, applicationInsightsId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: healthTest.id
      componentId: applicationInsightsId
      failedLocationCount: 2
    }
    autoMitigate: true
    actions: [for id in actionGroupIds: { actionGroupId: id }]
  }
}
