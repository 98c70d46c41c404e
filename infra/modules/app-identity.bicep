// The one identity of the app: towards storage, the scheduler, Application Insights, Speech and, as a federated
// credential of the bot's registration, towards Graph. Two entry points make it, and both come to the same name here.

@description('Region.')
param location string

@description('Tags of the resource.')
param tags object

@description('How the names of all resources begin, after their kind.')
param namePrefix string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${namePrefix}-${uniqueString(resourceGroup().id)}'
  location: location
  tags: tags
}

@description('Resource id of the identity.')
output id string = identity.id

@description('Name of the identity.')
output name string = identity.name

@description('Client id: what the app asks for tokens with.')
output clientId string = identity.properties.clientId

@description('Object id: what roles are assigned to, and whom the federated credential trusts.')
output principalId string = identity.properties.principalId
