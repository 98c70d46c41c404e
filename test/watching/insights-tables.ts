/**
 * The tables of Application Insights as its component shows them, with the types of their columns: Microsoft Learn,
 * "Migrate to workspace-based Application Insights resources", table schemas (the classic names).
 */

const everywhere = [
  'timestamp:datetime, itemType:string, itemId:string, customDimensions:dynamic',
  'operation_Name:string, operation_Id:string, operation_ParentId:string, operation_SyntheticSource:string',
  'session_Id:string, user_Id:string, user_AuthenticatedId:string, user_AccountId:string, application_Version:string',
  'client_Type:string, client_Model:string, client_OS:string, client_IP:string, client_City:string',
  'client_StateOrProvince:string, client_CountryOrRegion:string, client_Browser:string',
  'cloud_RoleName:string, cloud_RoleInstance:string, appId:string, appName:string, iKey:string, sdkVersion:string',
].join(', ');
const counted = 'itemCount:int, customMeasurements:dynamic';
const done = 'id:string, success:string, duration:real, performanceBucket:string';

/** A table's name, and its columns as KQL declares them. */
export const insightsTables: Readonly<Record<string, string>> = {
  availabilityResults: `(${everywhere}, ${counted}, ${done}, name:string, location:string, message:string, size:real)`,
  customEvents: `(${everywhere}, ${counted}, name:string)`,
  customMetrics: `(${everywhere}, name:string, value:real, valueCount:int, valueSum:real, valueMin:real, valueMax:real, valueStdDev:real)`,
  dependencies: `(${everywhere}, ${counted}, ${done}, name:string, target:string, type:string, data:string, resultCode:string)`,
  exceptions: `(${everywhere}, ${counted}, type:string, message:string, method:string, assembly:string, problemId:string, handledAt:string, severityLevel:int, details:dynamic, outerType:string, outerMessage:string, outerMethod:string, outerAssembly:string, innermostType:string, innermostMessage:string, innermostMethod:string, innermostAssembly:string)`,
  requests: `(${everywhere}, ${counted}, ${done}, name:string, url:string, source:string, resultCode:string)`,
  traces: `(${everywhere}, ${counted}, message:string, severityLevel:int)`,
};
