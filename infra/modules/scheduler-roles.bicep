// Roles on one task hub of a Durable Task Scheduler.
import { roleIds, role } from 'role-ids.bicep'

@description('Name of the scheduler.')
param schedulerName string

@description('Name of its task hub.')
param taskHubName string

@description('Object id of the identity that gets them.')
param principalId string

@description('The roles.')
param roles role[]

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' existing = {
  name: schedulerName
}

resource taskHub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' existing = {
  parent: scheduler
  name: taskHubName
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for name in roles: {
    scope: taskHub
    name: guid(taskHub.id, principalId, roleIds[name])
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[name])
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]
