// #region settings
declare namespace Portcullis {
  interface Settings {
    requestAuth: false
  }
}
// #endregion
