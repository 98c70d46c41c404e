// Where everything is told: a Log Analytics workspace, and Application Insights upon it. Neither takes a key.

@description('Region.')
param location string

@description('Tags of the resources.')
param tags object

@description('Name of the workspace.')
param workspaceName string

@description('Name of the component.')
param componentName string

@description('Days for which telemetry is kept.')
@minValue(30)
@maxValue(730)
param retentionInDays int

@description('Most gigabytes taken in a day; -1 for no limit. What comes after it that day is lost.')
@minValue(-1)
param dailyQuotaGb int

@description('Whether the workspace is protected from being deleted.')
param locked bool

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionInDays
    workspaceCapping: {
      dailyQuotaGb: dailyQuotaGb
    }
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: componentName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    DisableLocalAuth: true
    IngestionMode: 'LogAnalytics'
    WorkspaceResourceId: workspace.id
  }
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  scope: workspace
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
    notes: 'The history of the calls is here.'
  }
}

@description('Resource id of the workspace.')
output workspaceId string = workspace.id

@description('Resource id of the component.')
output componentId string = component.id

@description('Name of the component.')
output componentName string = component.name

@description('Where telemetry goes. No secret: without a token of Entra nothing is taken.')
output connectionString string = component.properties.ConnectionString
