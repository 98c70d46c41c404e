// Every role that the identity of the app is given, and what needs it. They are apart from what they are roles on: the
// name of an assignment has the id of the identity in it, which is not known before the identity is there, and what-if
// passes over a module with a name of that kind.

@description('Object id of the identity of the app.')
param principalId string

@description('Name of the Application Insights component.')
param componentName string

@description('Name of the storage account of the host.')
param hostAccountName string

@description('Name of the storage account of media and queues.')
param mediaAccountName string

@description('Name of the storage account of the task hub; empty without one.')
param taskHubAccountName string

@description('Name of the Durable Task Scheduler; empty without one.')
param schedulerName string

@description('Name of its task hub.')
param taskHubName string

@description('Name of the Azure AI Speech resource; empty without one.')
param speechName string

// The built-in roles that are assigned here, and no other.
var roleIds = {
  cognitiveServicesSpeechUser: 'f2dc8367-1007-4938-bd23-fe263f013447'
  durableTaskDataContributor: '0ad04412-c4d5-4796-b79c-f76d14c8d402'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

var storageGrants = [
  // The host: leases of timers, keys of functions, and the deployed package.
  { account: hostAccountName, role: 'storageBlobDataOwner' }
  // The host: its diagnostic events, without which a failed start says nothing.
  { account: hostAccountName, role: 'storageTableDataContributor' }
  // The app: recordings, rendered speech and large messages are written, read and deleted.
  { account: mediaAccountName, role: 'storageBlobDataContributor' }
  // The app and the queue triggers: messages are sent, read, hidden and deleted, queues made.
  { account: mediaAccountName, role: 'storageQueueDataContributor' }
]

var taskHubGrants = [
  // The durable extension: leases and large payloads.
  { account: taskHubAccountName, role: 'storageBlobDataContributor' }
  // The durable extension: control and work-item queues.
  { account: taskHubAccountName, role: 'storageQueueDataContributor' }
  // The durable extension: instances, history and partitions.
  { account: taskHubAccountName, role: 'storageTableDataContributor' }
]

var grants = concat(storageGrants, empty(taskHubAccountName) ? [] : taskHubGrants)

resource accounts 'Microsoft.Storage/storageAccounts@2025-06-01' existing = [
  for grant in grants: {
    name: grant.account
  }
]

resource onStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (grant, index) in grants: {
    scope: accounts[index]
    name: guid(accounts[index].id, principalId, roleIds[grant.role])
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[grant.role])
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

// The host and the worker: telemetry. The component takes no key.
resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: component
  name: guid(component.id, principalId, roleIds.monitoringMetricsPublisher)
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.monitoringMetricsPublisher
    )
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' existing = if (!empty(schedulerName)) {
  name: schedulerName

  resource taskHub 'taskHubs' existing = if (!empty(schedulerName)) {
    name: taskHubName
  }
}

// The durable extension: works the hub, and starts, asks for and purges calls.
resource onTaskHub 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(schedulerName)) {
  scope: scheduler::taskHub
  name: guid(scheduler::taskHub.id, principalId, roleIds.durableTaskDataContributor)
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.durableTaskDataContributor
    )
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource speech 'Microsoft.CognitiveServices/accounts@2025-09-01' existing = if (!empty(speechName)) {
  name: speechName
}

// The app: says texts.
resource onSpeech 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(speechName)) {
  scope: speech
  name: guid(speech.id, principalId, roleIds.cognitiveServicesSpeechUser)
  properties: {
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roleIds.cognitiveServicesSpeechUser
    )
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
